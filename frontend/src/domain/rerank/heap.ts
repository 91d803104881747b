/** A binary heap over any total order, smallest first. */
export class Heap<T> {
  constructor(
    private readonly before: (a: T, b: T) => boolean,
    private readonly items: T[] = [],
  ) {
    for (let i = (items.length >> 1) - 1; i >= 0; i -= 1) this.sink(i);
  }

  get size(): number {
    return this.items.length;
  }

  peek(): T | undefined {
    return this.items[0];
  }

  push(item: T): void {
    this.items.push(item);
    this.rise(this.items.length - 1);
  }

  pop(): T | undefined {
    const top = this.items[0];
    const last = this.items.pop();
    if (last !== undefined && this.items.length > 0) {
      this.items[0] = last;
      this.sink(0);
    }
    return top;
  }

  /** To be called after the order of the first item has changed. */
  sinkTop(): void {
    if (this.items.length > 0) this.sink(0);
  }

  private rise(from: number): void {
    const items = this.items;
    const item = items[from] as T;
    let at = from;
    while (at > 0) {
      const up = (at - 1) >> 1;
      const parent = items[up] as T;
      if (!this.before(item, parent)) break;
      items[at] = parent;
      at = up;
    }
    items[at] = item;
  }

  private sink(from: number): void {
    const items = this.items;
    const item = items[from] as T;
    const size = items.length;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && this.before(items[child + 1] as T, items[child] as T)) child += 1;
      if (!this.before(items[child] as T, item)) break;
      items[at] = items[child] as T;
      at = child;
    }
    items[at] = item;
  }
}
