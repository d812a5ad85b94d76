import { serveChancery } from './serve-chancery.ts';

/**
 * Chancery in which nothing follows what commands write: a command alone, with its token, rights, loading, decision and append.
 * From the moment when the server is up its followers are told of nothing more.
 */
let isUp = false;
const chancery = await serveChancery(0, (store) => ({
  onAppend: (waker) => store.onAppend(() => (isUp ? undefined : waker())),
  readAnnounced: async (...args) => (isUp ? [] : store.readAnnounced(...args)),
  readAll: async (...args) => (isUp ? [] : store.readAll(...args)),
}));
await chancery.composition.readModels.waitFor(await chancery.composition.eventStore.head(), 30_000);
isUp = true;
await chancery.listen();
