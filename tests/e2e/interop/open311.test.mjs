// GeoReport v2 as somebody else's client meets it: the shipped server, asked by Node's own fetch, read by ajv and fast-xml-parser.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { emptyFolder, fixture } from '../support/paths.mjs';
import { startHost } from '../support/server.mjs';

const ajv = addFormats(new Ajv({ allErrors: true, allowUnionTypes: true }));
const schemas = JSON.parse(await readFile(new URL('schemas/georeport.json', import.meta.url), 'utf8'));
const valid = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]));
const xml = new XMLParser({ parseTagValue: false });

function accepted(schema, body) {
  assert.ok(valid[schema](body), `${schema}: ${ajv.errorsText(valid[schema].errors)} in ${JSON.stringify(body)}`);
  return body;
}

async function ask(address, { form, key } = {}) {
  const answer = await fetch(address, {
    method: form ? 'POST' : 'GET',
    headers: key ? { authorization: `Bearer ${key}` } : {},
    body: form && new URLSearchParams(form),
  });
  const [text, type] = [await answer.text(), answer.headers.get('content-type')];
  if (address.pathname.endsWith('.json')) {
    assert.equal(type, 'application/json; charset=utf-8');
    return { status: answer.status, body: JSON.parse(text) };
  }
  assert.equal(type, 'text/xml; charset=utf-8');
  assert.equal(XMLValidator.validate(text), true, text);
  return { status: answer.status, body: xml.parse(text) };
}

test('a foreign client discovers, reports and follows what becomes of it', { timeout: 120_000 }, async (t) => {
  const data = await emptyFolder(t);
  const server = await startHost(t, data, ['--regions', fixture('town.geojson')]);
  const admin = (await readFile(join(data, 'admin-token'), 'utf8')).trim();
  const { body: { key } } = await server.post('/api/v1/services', { name: '城市 App' }, admin);
  const names = { code: 'Roads/Pothole', names: { zh: '路面坑洼', en: 'Pothole' } };
  assert.equal((await server.post('/api/v1/categories', [names], await server.token())).status, 200);

  const discovery = accepted('discovery', (await ask(new URL('/open311/discovery.json', server.http))).body);
  assert.deepEqual(discovery.endpoints.map((one) => one.type), ['production', 'test']);

  for (const { url, type } of discovery.endpoints) {
    const at = (path) => new URL(`${url}/${path}`);
    const services = accepted('services', (await ask(at('services.json'))).body);
    const { service_code: code, metadata } = services.find((one) => one.service_name === '路面坑洼');
    assert.equal(metadata, true);
    accepted('service_definition', (await ask(at(`services/${encodeURIComponent(code)}.json`))).body);

    const form = { api_key: key, service_code: code, lat: '30.002', long: '120.013', description: '井盖 <松动> & 响', 'attribute[external_id]': '7', jurisdiction_id: 'T' };
    const [{ service_request_id: id }] = accepted('posted', (await ask(at('requests.json'), { form })).body);
    assert.equal((await ask(at('requests.xml'), { form })).body.service_requests.request.service_request_id, id, 'sent again it is the same');
    const [{ token }] = accepted('posted', (await ask(at('requests.json'), { form: { ...form, 'attribute[external_id]': '8', 'attribute[answer]': 'token' } })).body);
    accepted('token', (await ask(at(`tokens/${encodeURIComponent(token)}.json`))).body);
    const [{ service_request_id: second }] = accepted('token', (await ask(at(`tokens/${encodeURIComponent(token)}.json`))).body);

    const listed = accepted('requests', (await ask(at('requests.json'))).body);
    assert.deepEqual(new Set(listed.map((one) => one.service_request_id)), new Set([id, second]));
    const [one] = accepted('requests', (await ask(at(`requests/${id}.json`))).body);
    assert.equal(one.address_id, 'T-V-2', 'the grid in whose polygon it lies');
    assert.deepEqual([one.lat, one.long], [30.005, 120.015], 'no nearer than the grid');
    assert.equal(one.description, null);
    const { body } = await ask(at(`requests/${id}.xml`), { key });
    assert.equal(body.service_requests.request.description, '井盖 <松动> & 响');
    accepted('updates', (await ask(at('servicerequestupdates.json'))).body);

    for (const [path, options, status] of [
      ['requests.json', { form: { ...form, api_key: 'none' } }, 403],
      ['requests.json', { form: { ...form, service_code: 'none' } }, 404],
      ['requests.json', { form: { ...form, lat: '', long: '' } }, 400],
      ['requests/none.json', {}, 404],
      ['services.json?jurisdiction_id=elsewhere.gov', {}, 404],
    ]) {
      const refused = await ask(at(path), options);
      assert.equal(refused.status, status, path);
      accepted('errors', refused.body);
    }
  }
  assert.equal((await server.day('T')).validReports, 2, 'what the test endpoint took is none of the town’s');
});
