// Evaluated in the page: lists each element whose text, or whose field's border, has less contrast than WCAG 2 AA asks for.
(() => {
  const TEXT = 4.5;
  const BORDER = 3;

  const parse = (color) => color.match(/[\d.]+/g).map(Number);

  function background(element) {
    for (let at = element; at; at = at.parentElement) {
      const [red, green, blue, alpha = 1] = parse(getComputedStyle(at).backgroundColor);
      if (alpha > 0) return [red, green, blue];
    }
    return [255, 255, 255];
  }

  function luminance(color) {
    const [red, green, blue] = color.map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(color, behind) {
    const [dark, light] = [luminance(parse(color).slice(0, 3)), luminance(behind)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  const hasText = ({ childNodes }) => [...childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
  const found = [];
  for (const element of document.body.querySelectorAll('*')) {
    const { color, borderTopColor } = getComputedStyle(element);
    const text = contrast(color, background(element));
    const border = contrast(borderTopColor, background(element.parentElement));
    const isField = element.matches('input');
    if ((hasText(element) || isField) && text < TEXT) found.push(`${element.outerHTML}: text ${text.toFixed(2)}`);
    if (isField && border < BORDER) found.push(`${element.outerHTML}: border ${border.toFixed(2)}`);
  }
  return found;
})();
