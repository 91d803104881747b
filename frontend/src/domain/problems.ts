/** Why a file could not be read, as the server codes it: each has words of its own in a screen that tells it. */
export const PROBLEM_CODES = [
  "empty_file",
  "not_a_picture",
  "truncated",
  "broken",
  "too_large",
  "unsupported",
  "vanished",
  "permission_denied",
  "changed_while_reading",
  "worker_crashed",
  "file_timeout",
] as const;
