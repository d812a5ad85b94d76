import { afterAll, beforeAll, describe, it } from 'vitest';
import { type ApiServer, openApi } from './api-server.ts';
import { walkTour } from './tour.ts';

describe('the README’s tour', () => {
  let api: ApiServer;
  beforeAll(async () => {
    api = await openApi();
  });
  afterAll(() => api.close());

  it('can be pasted into a terminal as it stands', () => walkTour(api.url), 120_000);
});
