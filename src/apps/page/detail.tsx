/** An entry of a list, as the view of its kind shows it. */
import { Text } from '../components/text.js';
import { CustomerView } from '../customer/view.js';
import { PromotionView } from '../promotion/view.js';
import { SeriesView } from '../series/view.js';
import { useRead } from './client.js';
import type { DetailData, ListName } from './contract.js';
import { hrefOf } from './route.js';

export function Detail(props: { list: ListName; title: string; id: string; version: number }) {
  const { list, title, id, version } = props;
  const { data, error } = useRead<DetailData>(`${list}/${encodeURIComponent(id)}`, version);
  return (
    <>
      <p class="back">
        <a href={hrefOf({ name: list })}>All {title.toLowerCase()}</a>
      </p>
      {error !== undefined && (
        <>
          <h1>{title}</h1>
          <p class="note" role="status">
            <Text lines={4}>{error}</Text>
          </p>
        </>
      )}
      {error === undefined && data !== undefined && viewOf(data)}
    </>
  );
}

function viewOf(data: DetailData) {
  switch (data.view) {
    case 'customer':
      return <CustomerView data={data} />;
    case 'series':
      return <SeriesView data={data} />;
    case 'promotion':
      return <PromotionView data={data} />;
  }
}
