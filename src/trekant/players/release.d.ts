// What the build writes above sw.js.

/** Names this release of the course. */
declare const RELEASE: string;

/** The addresses of files that never change. */
declare const HASHED: RegExp;

/** All files of the release, from the folder of the course. */
declare const FILES: readonly string[];
