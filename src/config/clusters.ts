/** The clusters of Capillary and their hosts. An organization belongs to one cluster. */

interface Cluster {
  readonly apiHost: string;
  readonly inTouchHost: string;
}

const named = (name: string): Cluster => ({
  apiHost: `${name}.api.capillarytech.com`,
  inTouchHost: `${name}.intouch.capillarytech.com`,
});

export const CLUSTER_NAMES = [
  'apac',
  'apac2',
  'china',
  'eu',
  'in',
  'north-america',
  'sea',
  'sg',
  'us',
  'ushc',
] as const;
type ClusterName = (typeof CLUSTER_NAMES)[number];

/** Sources: the API reference's overview and the server lists of its pages, 2022 to 2026, and public integrations. */
export const CLUSTERS: { readonly [name in ClusterName]: Cluster } = {
  apac: named('apac'),
  apac2: named('apac2'),
  china: { apiHost: 'api.capillarytech.cn.com', inTouchHost: 'intouch.capillarytech.cn.com' },
  eu: named('eu'),
  in: { ...named('in'), inTouchHost: 'intouch.capillary.co.in' },
  'north-america': named('north-america'),
  sea: named('sea'),
  // Only its InTouch host is documented.
  sg: { apiHost: 'sgcrm.cc.capillarytech.com', inTouchHost: 'sgcrm.cc.capillarytech.com' },
  us: named('us'),
  ushc: named('ushc'),
};
