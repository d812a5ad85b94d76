import { BEGINNING, type Position, type StreamName } from '../../domain/event.ts';
import type { EventSource, LogEntry } from './event-source.ts';

/**
 * A place in a log that can be recognised: the position, and which event is there. A position alone says
 * nothing when the log is another one, copied from another store or restored and grown anew.
 */
export interface Place {
  readonly position: Position;
  /** `stream@revision`, and after a space the event's id where it could be decoded. Empty at the beginning, and see `endOf`. */
  readonly event: string;
}

export const START: Place = { position: BEGINNING, event: '' };

export const placeOf = ({ position, stream, revision, event }: LogEntry): Place => ({
  position,
  event: event ? `${stream}@${revision} ${event.id}` : `${stream}@${revision}`,
});

/** After the last event, whichever that is. It is recognised by its position alone, until there is an event to know it by. */
export const endOf = async (source: EventSource): Promise<Place> => ({
  position: await source.head(),
  event: '',
});

/**
 * What has become of a place:
 *
 * - `here`: it is in the log, as it was remembered;
 * - `moved`: its event is in the log at another position, as in a copy that another store keeps;
 * - `ahead`: its event is not there, and the log ends before the position: it was restored to an earlier moment;
 * - `lost`: its event is not there.
 */
export type Finding =
  | { readonly found: 'here' | 'moved'; readonly place: Place }
  | { readonly found: 'ahead' | 'lost' };

export const find = async (place: Place, source: EventSource): Promise<Finding> => {
  if (place.position === BEGINNING) return { found: 'here', place };
  if (place.event === '')
    return place.position > (await source.head()) ? { found: 'ahead' } : { found: 'here', place };
  const [where = '', id] = place.event.split(' ');
  const at = where.lastIndexOf('@');
  const stream = where.slice(0, at) as StreamName;
  // By the event and not by the position: a store cannot even read what another has given out as a position.
  const [entry] = await source.readStream(stream, Number(where.slice(at + 1)));
  const isTheSame = entry && (!id || !entry.event || entry.event.id === id);
  if (!isTheSame) return { found: place.position > (await source.head()) ? 'ahead' : 'lost' };
  return { found: entry.position === place.position ? 'here' : 'moved', place: placeOf(entry) };
};
