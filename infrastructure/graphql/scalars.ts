import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';

const text = (
  name: string,
  description: string,
  parse: (value: string) => string | undefined,
): GraphQLScalarType<string, string> => {
  const read = (value: unknown): string => {
    const parsed = typeof value === 'string' ? parse(value) : undefined;
    if (parsed === undefined) {
      throw new GraphQLError(`${JSON.stringify(value)} is not ${description}`);
    }
    return parsed;
  };
  return new GraphQLScalarType({
    name,
    serialize: String,
    parseValue: read,
    parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : undefined),
  });
};

const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DATE_PATTERN = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT_PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** A day that the calendar has: not 31 February. */
const isDay = (value: string): boolean => {
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
};

export const scalars = {
  UUID: text('UUID', 'a uuid', (value) => {
    const lower = value.toLowerCase();
    return UUID_PATTERN.test(lower) ? lower : undefined;
  }),
  Date: text('Date', 'a date like 2026-03-03', (value) =>
    DATE_PATTERN.test(value) && isDay(value) ? value : undefined,
  ),
  DateTime: text('DateTime', 'an instant like 2026-03-03T08:15:00Z', (value) => {
    if (!INSTANT_PATTERN.test(value) || !isDay(value.slice(0, 10))) return undefined;
    const instant = new Date(value);
    return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
  }),
  Position: text('Position', 'a position', (value) =>
    value.length > 0 && value.length <= 100 ? value : undefined,
  ),
  JSON: new GraphQLScalarType<unknown, unknown>({
    name: 'JSON',
    serialize: (value) => value,
    parseValue: (value) => value,
    parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
  }),
};
