// Follows what becomes of issues, and after a break goes on where it was. Node 20, nothing else.
//   node follow.mjs http://127.0.0.1:8080

/** Each event once, as a CloudEvent; `signal` ends it. */
export async function* follow(server, signal) {
  const seen = new Set();
  for (let last; !signal?.aborted; await new Promise((go) => setTimeout(go, 1_000))) {
    try {
      const answer = await fetch(`${server}/api/v1/updates/stream`, { headers: last ? { 'last-event-id': last } : {}, signal });
      let text = '';
      for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
        const events = (text + part).split('\n\n');
        text = events.pop();
        for (const event of events) {
          const field = (name) => event.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
          if (!field('id')) continue; // a beat
          last = field('id');
          const told = JSON.parse(field('data'));
          if (seen.has(told.id)) continue; // it comes again after a break
          seen.add(told.id);
          yield told;
        }
      }
    } catch (broken) {
      if (signal?.aborted) return;
      console.error(`${broken.message}; again in a second`);
    }
  }
}

if (import.meta.url === `file://${process.argv[1]}`) for await (const told of follow(process.argv[2])) console.log(told.time, told.subject, told.data.stage);
