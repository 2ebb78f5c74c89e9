export function absoluteLinks(markdown: string, tag: string): string;
