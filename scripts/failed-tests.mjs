// Prints the failed tests of a vitest JSON report: file, name and the beginning of why, so that the end of a long
// log tells what to look at. Usage: node scripts/failed-tests.mjs REPORT
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const LINES = 12;

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
for (const file of report.testResults) {
  const name = relative(process.cwd(), file.name);
  const failed = file.assertionResults.filter((test) => test.status === 'failed');
  // A file that could not be loaded has a message and no tests.
  if (failed.length === 0 && file.status === 'failed') console.log(`${name}\n${beginning(file.message)}`);
  for (const test of failed) console.log(`${name} > ${test.fullName}\n${beginning(test.failureMessages.join('\n'))}`);
}

function beginning(message) {
  return message
    .split('\n')
    .slice(0, LINES)
    .map((line) => `    ${line}`)
    .join('\n');
}
