/** The tables that the other servers answer from: our rows, in the shape that anybody would give them, with their indexes. */
export const peerTables = `
  create schema peers;
  create table peers.counterparties (id uuid primary key, name text not null, tax_number text);
  create table peers.letters (
    id uuid primary key, direction text not null, status text not null, number text, subject text not null,
    created_at timestamptz not null, dated date not null, first_position text collate "C" not null,
    thread_id uuid not null references peers.letters deferrable initially deferred
  );
  create table peers.letter_counterparties (
    letter_id uuid not null references peers.letters deferrable initially deferred,
    counterparty_id uuid not null references peers.counterparties,
    primary key (letter_id, counterparty_id)
  );
  create table peers.tasks (
    letter_id uuid not null references peers.letters deferrable initially deferred,
    key text not null, kind text not null, due_at timestamptz not null, since timestamptz not null,
    primary key (letter_id, key)
  );
  begin;
  insert into peers.counterparties select id, name, tax_number from read.counterparties;
  insert into peers.letters
    select id, direction, status, number, subject, created_at, dated, first_position, thread_id from read.letters;
  insert into peers.letter_counterparties select letter_id, counterparty_id from read.letter_counterparties;
  insert into peers.tasks select letter_id, key, kind, due_at, since from read.tasks;
  commit;
  create index on peers.letters (dated desc, first_position desc);
  create index on peers.letters (thread_id, dated, first_position);
  create index on peers.letter_counterparties (counterparty_id);
`;

const instant = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const array = (rows: string, order: string): string =>
  `(select coalesce('[' || string_agg(row_to_json(r.*)::text, ',' order by ${order}) || ']', '[]')::json from (${rows}) r)`;

/**
 * The page as one statement on our own tables, which answers with the very text of the response. `row_to_json` writes
 * no blanks, as JSON.stringify does not; `json_agg` would.
 */
export const pageStatement = `
  with page as materialized (
    select l.id, l.direction, l.status, l.number, l.subject, l.created_at, l.thread_id, l.dated, l.first_position
    from read.letters l order by l.dated desc, l.first_position desc limit 51
  ),
  nodes as (
    select page.dated, page.first_position, node.json
    from (select * from page order by dated desc, first_position desc limit 50) page
    cross join lateral (
      select row_to_json(n.*)::text as json from (
        select page.id, page.direction, page.status, page.number, page.subject,
          ${instant('page.created_at')} as "createdAt",
          ${array(
            `select c.id, c.name, c.tax_number as "taxNumber"
             from read.letter_counterparties lc join read.counterparties c on c.id = lc.counterparty_id
             where lc.letter_id = page.id`,
            'r.name',
          )} as counterparties,
          (select coalesce('[' || string_agg(row_to_json(r.*)::text, ',' order by o.acknowledging, o.key) || ']', '[]')::json
           from read.tasks t
           cross join lateral (select t.kind = 'acknowledge' as acknowledging, t.key) o
           cross join lateral (select t.key, t.kind, ${instant('t.due_at')} as due) r
           where t.letter_id = page.id) as "openTasks",
          (select row_to_json(th.*) from (
            select page.thread_id as id, (
              select row_to_json(ls.*) from (
                select (
                  select coalesce('[' || string_agg(row_to_json(r.*)::text, ',' order by o.dated, o.first_position) || ']', '[]')::json
                  from (
                    select m.id, m.number, m.subject, m.dated, m.first_position from read.letters m
                    where m.thread_id = page.thread_id order by m.dated, m.first_position limit 10
                  ) o cross join lateral (select o.id, o.number, o.subject) r
                ) as nodes
              ) ls
            ) as letters
          ) th) as thread
      ) n
    ) node
  )
  select '{"data":{"letters":{"nodes":[' || string_agg(nodes.json, ',' order by dated desc, first_position desc)
    || '],"pageInfo":{"hasNextPage":' || (select count(*) > 50 from page)::text || '}}}}' as body
  from nodes`;
