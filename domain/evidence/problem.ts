import type { ProofFault } from '../ledger/proof-verdict.ts';

/**
 * What can be wrong with a bundle, and what must be known to say it in a sentence. The sentences are the verifier's
 * (infrastructure/evidence/verifier/problem-texts.ts).
 */
export type Problem =
  // Of any file.
  | { readonly kind: 'missing' | 'notUtf8' | 'notJson' | 'notCanonical' | 'lastLineOpen' | 'notOfABundle' }
  | { readonly kind: 'notOfSchema'; readonly where: string; readonly why: string }
  | { readonly kind: 'malformed'; readonly format: string; readonly reason: string }
  // The bag.
  | {
      readonly kind:
        | 'notAManifestLine'
        | 'otherHash'
        | 'manifestOrder'
        | 'otherTagFiles'
        | 'otherText'
        | 'notAName';
    }
  | { readonly kind: 'notListed' | 'listedNotThere'; readonly manifest: string }
  // Checkpoints and keys.
  | { readonly kind: 'noKeyInForce'; readonly size: number }
  | {
      readonly kind:
        | 'otherOrigin'
        | 'notByKeyInForce'
        | 'keyNotExpected'
        | 'otherKeys'
        | 'noKeys'
        | 'lastWord';
    }
  | { readonly kind: 'badSignature' | 'badCosignature'; readonly by: string }
  | { readonly kind: 'notAKey' | 'notAWitnessKey'; readonly verifierKey: string }
  | { readonly kind: 'attestationUnsigned' | 'attestationOfOther' }
  | { readonly kind: 'otherSize' | 'proofAlone' | 'proofOfOtherSizes' | 'otherLog' }
  | { readonly kind: 'notContinued'; readonly size: number; readonly fault: ProofFault }
  // Events.
  | { readonly kind: 'proofCount' | 'otherEvent' | 'otherPlace' | 'logOrder' | 'revisionOrder' }
  | { readonly kind: 'otherStream'; readonly stream: string }
  | { readonly kind: 'notProved'; readonly index: number; readonly fault: ProofFault }
  | { readonly kind: 'revisionsMissing'; readonly stream: string; readonly from: number; readonly to: number }
  | { readonly kind: 'revisionAgain'; readonly stream: string; readonly revision: number }
  | { readonly kind: 'otherContent'; readonly type: string }
  | { readonly kind: 'noTextThere' | 'otherValue'; readonly field: string }
  // Files, and the index.
  | { readonly kind: 'namedByNobody' | 'otherFile' | 'otherFileSize' }
  | { readonly kind: 'fileMissing'; readonly name: string }
  | { readonly kind: 'indexOtherwise'; readonly what: string }
  | TimestampProblem
  | ZipProblem;

export type TimestampProblem =
  | {
      readonly kind:
        | 'timestampAlone'
        | 'notATimestamp'
        | 'noToken'
        | 'notSha256'
        | 'stampsOther'
        | 'notForTimestamps';
    }
  | { readonly kind: 'stampRefused'; readonly status: number }
  | { readonly kind: 'stampUnsigned' | 'stampUnreadable'; readonly why: string };

export type ZipProblem =
  | { readonly kind: 'zipEndsEarly' | 'zipGoesOn' | 'zipNameNotUtf8' }
  | {
      readonly kind: 'zipByte';
      readonly part: 'header' | 'begins' | 'directory' | 'end';
      /** In hexadecimal; none: the file ends there. */
      readonly expected: string;
      readonly found: string | undefined;
    }
  | { readonly kind: 'zipOtherFolder'; readonly path: string; readonly folder: string }
  | { readonly kind: 'zipOrder'; readonly path: string; readonly before: string }
  | { readonly kind: 'zipTooLong' | 'zipChecksum' | 'zipName'; readonly path: string };

/** What an outcome does not tell, though nothing is wrong. */
export type Remark =
  | { readonly kind: 'keyFromBundle'; readonly verifierKey: string }
  | { readonly kind: 'keyReplaced'; readonly index: number; readonly reason: string }
  | { readonly kind: 'notComparable'; readonly kept: number; readonly size: number }
  | { readonly kind: 'moreFindings'; readonly count: number };
