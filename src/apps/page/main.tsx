import { render } from 'preact';
import { App } from './app.js';
import '../styles.css';
import './page.css';

const page = document.getElementById('page');
if (page === null) throw new Error('The page has no element for the sandbox.');
render(<App />, page);
