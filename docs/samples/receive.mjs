// Receives a hook's deliveries and believes those that are signed, whole and of this moment. Node 20, nothing else.
//   node receive.mjs 9000 whsec_...
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const OLD_S = 300;

/** True of a delivery of the holder of `secret`, at most five minutes old. */
export function isOurs(secret, headers, body, nowS = Date.now() / 1000) {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = headers;
  if (!(Math.abs(nowS - Number(at)) < OLD_S)) return false;
  const mine = Buffer.from(`v1,${createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).update(`${id}.${at}.${body}`).digest('base64')}`);
  const theirs = Buffer.from(signature ?? '');
  return mine.length === theirs.length && timingSafeEqual(mine, theirs);
}

/** Calls `take` for each event once, and answers when it has returned: what it throws at comes again. */
export function receiver(secretOf, take) {
  const seen = new Set();
  return createServer(async (request, answer) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString();
    if (!isOurs(secretOf(), request.headers, body)) return answer.writeHead(401).end();
    try {
      const told = JSON.parse(body);
      if (!seen.has(told.id)) await take(told, request.headers, body);
      seen.add(told.id);
      answer.writeHead(204).end();
    } catch {
      answer.writeHead(500).end();
    }
  });
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const [port, secret] = process.argv.slice(2);
  receiver(() => secret, (told) => console.log(told.time, told.subject, told.data.stage)).listen(Number(port), '127.0.0.1');
}
