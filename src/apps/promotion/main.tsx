import { mountView } from '../mount.js';
import { PromotionView } from './view.js';

mountView('promotion', (data) => <PromotionView data={data} />);
