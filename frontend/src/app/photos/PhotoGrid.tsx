import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from "react";
import { media } from "@/api";
import { justify } from "@/domain/timeline/justify";
import { placeholderUrl, Thumb } from "@/ui";
import { beside, boxOf, inSight, type Box } from "./rows";
import "./grid.css";

export interface GridPhoto {
  id: number;
  ratio: number;
  placeholder: string | null;
  /** For media addresses. */
  version?: string | null;
}

interface PhotoGridProps<P extends GridPhoto> {
  photos: readonly P[];
  /** The element that scrolls. */
  scroller: RefObject<HTMLElement | null>;
  label: string;
  /** The name of a photo for a screen reader. */
  name: (photo: P) => string;
  /** Changes when the choice of photos changes: what moved then fades. */
  turn: unknown;
  /** The photo the keyboard stands on. */
  active: number | null;
  onActive: (id: number) => void;
  /** Opens what a photo has to say; without it Enter opens the photo itself. */
  onOpen?: (id: number, tile: HTMLElement) => void;
  onView: (id: number) => void;
  /** The photo whose popover is open. */
  opened?: number | null;
  /** Marks over a photo, such as a lock. */
  marks?: (photo: P) => ReactNode;
  /** A control over a photo; it stands beside its button, not in it. */
  aside?: (photo: P) => ReactNode;
}

const ROW = 148;
const GAP = 4;
const OVERSCAN = 600;

/** Photos in justified rows, of which only those near the window are drawn. */
export function PhotoGrid<P extends GridPhoto>({
  photos,
  scroller,
  label,
  name,
  turn,
  active,
  onActive,
  onOpen,
  onView,
  opened = null,
  marks,
  aside,
}: PhotoGridProps<P>) {
  const grid = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [range, setRange] = useState({ top: 0, bottom: 1600 });
  const focusOn = useRef<number | null>(null);

  // Not a layout effect: the scrolling element is a parent, known only after its children.
  useEffect(() => {
    const element = grid.current;
    const scroll = scroller.current;
    if (!element || !scroll) return;
    const measure = () => {
      setWidth(element.clientWidth);
      const above = element.getBoundingClientRect().top - scroll.getBoundingClientRect().top;
      const top = Math.floor((-above - OVERSCAN) / 200) * 200;
      const bottom = Math.ceil((-above + scroll.clientHeight + OVERSCAN) / 200) * 200;
      setRange((old) => (old.top === top && old.bottom === bottom ? old : { top, bottom }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    observer.observe(scroll);
    scroll.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      scroll.removeEventListener("scroll", measure);
    };
  }, [scroller]);

  const layout = useMemo(
    () =>
      justify(
        photos.map((photo) => photo.ratio),
        { width, target: ROW, gap: GAP },
      ),
    [photos, width],
  );
  const activeAt = photos.findIndex((photo) => photo.id === active);
  const openedAt = photos.findIndex((photo) => photo.id === opened);
  const shown = new Map(inSight(layout, range.top, range.bottom));
  for (const at of [activeAt, openedAt]) {
    const box = at < 0 ? null : boxOf(layout, at);
    if (box) shown.set(at, box);
  }

  // The photo an arrow moved to may only just have been drawn.
  useEffect(() => {
    const id = focusOn.current;
    if (id === null) return;
    focusOn.current = null;
    grid.current?.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus();
  });

  const go = (index: number) => {
    const photo = photos[index];
    const box = boxOf(layout, index);
    const scroll = scroller.current;
    if (!photo || !box || !scroll || !grid.current) return;
    const top = grid.current.getBoundingClientRect().top - scroll.getBoundingClientRect().top;
    const above = box.y + top - 8;
    const below = above + box.height + 16 - scroll.clientHeight;
    if (above < 0) scroll.scrollBy(0, above);
    else if (below > 0) scroll.scrollBy(0, below);
    focusOn.current = photo.id;
    onActive(photo.id);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const target = event.target as HTMLElement;
    if (!target.classList.contains("tile")) return;
    const at = Math.max(0, activeAt);
    const to_ = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      ArrowUp: beside(layout, at, -1),
      ArrowDown: beside(layout, at, 1),
      Home: 0,
      End: photos.length - 1,
    }[event.key];
    if (to_ === undefined) return;
    event.preventDefault();
    go(Math.min(photos.length - 1, Math.max(0, to_)));
  };

  const tabStop = activeAt >= 0 ? activeAt : 0;
  return (
    <div
      ref={grid}
      className="photo-grid"
      role="group"
      aria-label={label}
      style={{ height: layout.height }}
      onKeyDown={onKeyDown}
    >
      {width > 0 &&
        [...shown]
          .sort(([a], [b]) => a - b)
          .map(([index, box]) => {
            const photo = photos[index];
            if (!photo) return null;
            return (
              <Tile
                key={photo.id}
                photo={photo}
                name={name(photo)}
                box={box}
                turn={turn}
                tabIndex={index === tabStop || index === activeAt ? 0 : -1}
                expanded={photo.id === opened}
                onActive={onActive}
                {...(onOpen === undefined ? {} : { onOpen })}
                onView={onView}
                menu={aside === undefined && onOpen !== undefined}
                aside={aside?.(photo)}
              >
                {marks?.(photo)}
              </Tile>
            );
          })}
    </div>
  );
}

interface TileProps {
  photo: GridPhoto;
  name: string;
  box: Box;
  turn: unknown;
  tabIndex: number;
  expanded: boolean;
  onActive: (id: number) => void;
  onOpen?: (id: number, tile: HTMLElement) => void;
  onView: (id: number) => void;
  menu: boolean;
  aside: ReactNode;
  children: ReactNode;
}

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function Tile({
  photo,
  name,
  box,
  turn,
  tabIndex,
  expanded,
  onActive,
  onOpen,
  onView,
  menu,
  aside,
  children,
}: TileProps) {
  const tile = useRef<HTMLButtonElement>(null);
  const placed = useRef({ turn, x: box.x, y: box.y });
  const [here, setHere] = useState(false);

  useLayoutEffect(() => {
    const was = placed.current;
    placed.current = { turn, x: box.x, y: box.y };
    const moved = was.x !== box.x || was.y !== box.y;
    if (moved && was.turn !== turn && !still())
      tile.current?.animate([{ opacity: 0 }, { opacity: 1 }], {
        duration: 200,
        easing: "ease-out",
      });
  }, [turn, box.x, box.y]);

  const ghost = placeholderUrl(photo.placeholder);
  const pixels = Math.max(box.width, box.height) * Math.min(2, devicePixelRatio);
  const place = { left: box.x, top: box.y, width: box.width, height: box.height };
  const button = (
    <button
      ref={tile}
      type="button"
      className="tile"
      data-id={photo.id}
      tabIndex={tabIndex}
      aria-label={name}
      {...(menu ? { "aria-haspopup": "dialog", "aria-expanded": expanded } : {})}
      style={{
        ...(aside ? { left: 0, top: 0, width: box.width, height: box.height } : place),
        ...(ghost === null || here
          ? {}
          : { backgroundImage: `url(${ghost})`, backgroundSize: "100% 100%" }),
      }}
      onFocus={() => onActive(photo.id)}
      onClick={(event) => {
        onActive(photo.id);
        if (onOpen && event.detail < 2) onOpen(photo.id, event.currentTarget);
        // A click of the keyboard's has no count.
        else if (!onOpen && event.detail === 0) onView(photo.id);
      }}
      onDoubleClick={() => onView(photo.id)}
    >
      <Thumb
        className={here ? "here" : ""}
        src={media.thumb(photo.id, pixels, photo.version ?? null)}
        onLoad={() => setHere(true)}
      />
      {children}
    </button>
  );
  if (!aside) return button;
  return (
    <div className="placed" style={place}>
      {button}
      {aside}
    </div>
  );
}
