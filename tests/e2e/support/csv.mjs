/** RFC 4180: quoted fields, doubled quotes, line ends within quotes. Rows as objects by the header's names. */
export function parseCsv(text) {
  const rows = [];
  let row = [];
  let value = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') value += c;
      else if (text[i + 1] === '"') value += text[++i];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') row.push(value), (value = '');
    else if (c === '\n') rows.push([...row, value]), (row = []), (value = '');
    else if (c !== '\r') value += c;
  }
  if (row.length > 0 || value !== '') rows.push([...row, value]);
  const [header, ...body] = rows;
  return body.map((fields) => Object.fromEntries(header.map((name, i) => [name, fields[i] ?? ''])));
}
