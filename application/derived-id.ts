import { v5 } from 'uuid';

/** The namespace of every id that Chancery derives (RFC 9562 §5.5). Changing it would break idempotency. */
const NAMESPACE = '6b2f1f4e-6a3c-5d0e-9a55-2f4c5d7e8b11';

/** A uuid that always comes out the same from the same parts: what makes repeating anything harmless. */
export const derivedId = (...parts: readonly string[]): string => v5(parts.join('\n'), NAMESPACE);
