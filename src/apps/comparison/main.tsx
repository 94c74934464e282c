import { mountView } from '../mount.js';
import { ComparisonView } from './view.js';

mountView('comparison', (data) => <ComparisonView data={data} />);
