/** What erased data have left where they were once shown: rows that were written over, and entries of indexes. */
export interface ErasureTraces {
  /** Removes them. False when another process is at it. */
  remove(): Promise<boolean>;
}
