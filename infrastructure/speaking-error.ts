/**
 * An error that says itself what is wrong and what would do: whoever runs the program is told its message, and nothing more. Who
 * throws one says so by extending this, so that the command line knows it without knowing every part that can throw.
 */
export class SpeakingError extends Error {}

/** One that says that a setting or an argument is wrong. */
export class Misuse extends SpeakingError {}
