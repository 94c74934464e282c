/** How a view writes numbers and times, for all of its components. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { Format } from './format.js';

export const FormatContext = createContext(new Format({ sandbox: false }));

export const useFormat = (): Format => useContext(FormatContext);
