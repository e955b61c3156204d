// Reports to a town by Open311 GeoReport v2. Node 20, nothing else.
//   node report.mjs http://127.0.0.1:8080 KEY SERVICE_CODE LAT LONG 'what is wrong' [own id]

/** The id of the service request. Sent again under the same `id` it counts once. */
export async function report(server, key, { service, lat, long, words, id }) {
  const form = new URLSearchParams({ service_code: service, lat, long, description: words });
  if (id) form.set('attribute[external_id]', id);
  const answer = await fetch(`${server}/open311/v2/requests.json`, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: form });
  const [first] = await answer.json();
  if (answer.ok) return first.service_request_id;
  throw Object.assign(new Error(first.description), { status: answer.status, again: answer.status === 503 });
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const [server, key, service, lat, long, words, id] = process.argv.slice(2);
  console.log(await report(server, key, { service, lat, long, words, id }));
}
