/** Sums over tasks that several servers can do, from what bench/tasks.mjs measures. */

/**
 * @param {Record<string, Record<string, any>>} tasks - by task and server
 * @param {readonly string[]} servers
 * @returns {{ tasks: number, totals: number[] }} how many tasks all of these servers can do, and the tokens of each server
 */
export function totalsOf(tasks, servers) {
  const common = Object.values(tasks).filter((byServer) => servers.every((name) => byServer[name]?.total));
  const totals = servers.map((name) => common.reduce((sum, byServer) => sum + byServer[name].total, 0));
  return { tasks: common.length, totals };
}
