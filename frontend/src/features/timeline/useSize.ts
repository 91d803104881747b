import { useLayoutEffect, useState, type RefObject } from "react";

/** The room inside an element, without its padding, in whole pixels. */
export function useSize(element: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    const measure = () => {
      const style = getComputedStyle(box);
      const width = Math.floor(
        box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight),
      );
      const height = box.clientHeight;
      setSize((before) =>
        before.width === width && before.height === height ? before : { width, height },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
