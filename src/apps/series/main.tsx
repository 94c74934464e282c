import { mountView } from '../mount.js';
import { SeriesView } from './view.js';

mountView('series', (data) => <SeriesView data={data} />);
