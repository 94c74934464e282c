/**
 * Tasks as scripts: the calls with which an agent does a task on each server, as it would after reading the server's own
 * answers. A server without a script cannot do the task.
 */
export const SCRIPTS = {
  'find a customer by name': {
    'capillary-mcp': [{ tool: 'customer_search', arguments: { q: 'Asha' } }],
    'capillary-mcp (discovery)': [
      { tool: 'find_tools', arguments: { query: 'find a customer by name' } },
      { tool: 'call_read_tool', arguments: { name: 'customer_search', arguments: { q: 'Asha' } } },
    ],
    'openapi-mcp-server (all)': [{ tool: 'customer-search', arguments: { q: 'Asha' } }],
    'openapi-mcp-server (dynamic)': [
      { tool: 'list-api-endpoints', arguments: {} },
      { tool: 'get-api-endpoint-schema', arguments: { endpoint: '/v2/customers/search' } },
      {
        tool: 'invoke-api-endpoint',
        arguments: { endpoint: '/v2/customers/search', method: 'GET', params: { q: 'Asha' } },
      },
    ],
  },
};
