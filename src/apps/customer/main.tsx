import { mountView } from '../mount.js';
import { CustomerView } from './view.js';

mountView('customer', (data) => <CustomerView data={data} />);
