export function nextSteps(objects: object[]): string[];
