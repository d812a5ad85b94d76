import type { Position } from '../../domain/event.ts';
import { type FigureAudience, figureAudience } from '../../domain/figures/audience.ts';
import type { FigureMoment } from '../../domain/figures/figure-moment.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import type { DurationsAsked, OpenAsked, ProcessAsked } from '../figures/figure-room.ts';
import { shownDurations, shownLoads, shownOpenWork, shownProcess, shownWeeks } from '../figures/shown.ts';
import type { ApiContext } from './api-context.ts';
import { Refused } from './api-error.ts';
import { defined } from './defined.ts';
import type { AsOf, QueryResolvers } from './generated.ts';
import { momentOf } from './in-the-past.ts';
import { reached } from './reached.ts';

const MOST_DIMENSIONS = 3;
const MOST_GROUPS = 1_000;

interface Asking {
  readonly waitFor?: string | null;
  readonly asOf?: AsOf | null;
}

/** Who asks, and of which moment. Figures of now have everything that was recorded before the call. @throws Refused */
const begin = async (
  { waitFor, asOf }: Asking,
  context: ApiContext,
): Promise<{ readonly audience: FigureAudience; readonly moment: FigureMoment }> => {
  const { scope, services } = context;
  const audience = figureAudience(await scope.organization, await scope.viewer);
  if (isRefusal(audience)) throw new Refused(audience);
  await reached(waitFor, context);
  if (!asOf) {
    const head = await services.head();
    await reached(head, context);
    return { audience, moment: await services.figures.now(head as Position) };
  }
  // How long something took follows from when it was recorded, which nothing corrects.
  if (asOf.corrected) {
    throw new Refused(refuse('INVALID_INPUT', { field: 'asOf.corrected', problem: 'false' }));
  }
  const { position, at } = await momentOf(asOf, context);
  return { audience, moment: await services.chancery.figureMoments.at(position, at) };
};

/** @throws Refused for more groupings at once than are answered, or one of them twice. */
const grouping = <Dimension>(by: readonly Dimension[] | null | undefined): readonly Dimension[] => {
  const dimensions = by ?? [];
  if (dimensions.length > MOST_DIMENSIONS || new Set(dimensions).size < dimensions.length) {
    throw new Refused(refuse('INVALID_INPUT', { field: 'by', problem: `each once, ≤ ${MOST_DIMENSIONS}` }));
  }
  return dimensions;
};

const groupsAsked = (first: number | null | undefined): number => {
  const count = first ?? 200;
  if (count < 1 || count > MOST_GROUPS) {
    throw new Refused(refuse('INVALID_INPUT', { field: 'first', problem: `1…${MOST_GROUPS}` }));
  }
  return count;
};

export const figureQueries: Pick<
  QueryResolvers,
  'stageFigures' | 'openWork' | 'workLoad' | 'processFigures' | 'bottlenecks'
> = {
  stageFigures: async (_, { by, filter, time, part, first, ...asking }, context) => {
    const how = { time: time ?? 'working', part: part ?? 'whole', first: groupsAsked(first) };
    const groupedBy = grouping(by);
    const { audience, moment } = await begin(asking, context);
    const asked = defined(filter ?? {}) as DurationsAsked;
    return shownDurations(await context.services.figures.durations(moment, audience, groupedBy, asked, how));
  },
  openWork: async (_, { by, filter, time, ...asking }, context) => {
    const groupedBy = grouping(by);
    const { audience, moment } = await begin(asking, context);
    const asked = defined(filter ?? {}) as OpenAsked;
    return shownOpenWork(
      await context.services.figures.openWork(moment, audience, groupedBy, asked, time ?? 'working'),
    );
  },
  workLoad: async (_, { filter, time, ...asking }, context) => {
    const { audience, moment } = await begin(asking, context);
    const asked = defined(filter ?? {}) as OpenAsked;
    return shownLoads(await context.services.figures.loads(moment, audience, asked, time ?? 'working'));
  },
  processFigures: async (_, { filter, ...asking }, context) => {
    const { audience, moment } = await begin(asking, context);
    const asked = defined(filter ?? {}) as ProcessAsked;
    return shownProcess(await context.services.figures.process(moment, audience, asked));
  },
  bottlenecks: async (_, { filter, ...asking }, context) => {
    const { audience, moment } = await begin(asking, context);
    const asked = defined(filter ?? {}) as ProcessAsked;
    return shownWeeks(await context.services.figures.bottlenecks(moment, audience, asked));
  },
};
