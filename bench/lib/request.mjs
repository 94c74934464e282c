/** The measured call: a read, and the request to the API that answers it. */
export const CALL = { name: 'customer_search', arguments: { q: 'Asha' } };
export const QUERY = 'v2/customers/search';
