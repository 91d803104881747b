import { Images } from "lucide-react";
import {
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type Ref,
  type RefObject,
} from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { PhotoGrid } from "@/app/photos/PhotoGrid";
import { reachFor, selectionStore, setCurrent } from "@/app/selection";
import { fixedSequence, photoPath, setSequence } from "@/app/sequence";
import { momentLong } from "@/domain/format";
import { locale } from "@/i18n";
import { EmptyState } from "@/ui";
import { byYear, type DatedPhoto } from "./photoRows";

export interface YearsHandle {
  goTo: (year: number) => void;
}

interface PhotoYearsProps {
  ref?: Ref<YearsHandle>;
  photos: readonly DatedPhoto[];
  loaded: boolean;
  /** The element that scrolls. */
  scroller: RefObject<HTMLElement | null>;
  /** The address the viewer goes back to. */
  from: string;
  /** Said when there are none. */
  none?: { title: string; words: string };
}

/** Photos newest first, year by year. */
export function PhotoYears({ ref, photos, loaded, scroller, from, none }: PhotoYearsProps) {
  const { t } = useTranslation("people");
  const navigate = useNavigate();
  const years = useMemo(() => byYear(photos), [photos]);
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number | null>(() => selectionStore.getState().current);

  useEffect(() => reachFor("current"), []);
  useEffect(() => {
    setCurrent(photos.some(({ id }) => id === active) ? active : null);
  }, [active, photos]);
  useImperativeHandle(ref, () => ({
    goTo: (year) => {
      // Drawn only once the page shows photos.
      requestAnimationFrame(() => {
        const heading = box.current?.querySelector<HTMLElement>(`[data-year="${year}"]`);
        heading?.scrollIntoView({ block: "start" });
        heading?.focus({ preventScroll: true });
      });
    },
  }));

  if (loaded && photos.length === 0)
    return (
      <EmptyState icon={Images} title={none?.title ?? t("person.none")}>
        {none?.words ?? t("person.noneWords")}
      </EmptyState>
    );
  const view = (id: number) => {
    const glimpses = new Map(photos.map((photo) => [photo.id, photo]));
    setSequence(
      fixedSequence(
        from,
        photos.map((photo) => photo.id),
        (one) => {
          const photo = glimpses.get(one);
          return photo
            ? {
                ratio: photo.ratio,
                placeholder: photo.placeholder,
                version: photo.version ?? null,
                time: photo.time,
              }
            : null;
        },
      ),
    );
    setActive(id);
    setCurrent(id);
    void navigate(photoPath(id));
  };
  return (
    <div ref={box} className="years-of">
      {years.map((part) => (
        <section key={part.year}>
          <h2 className="t-15 title" data-year={part.year} tabIndex={-1}>
            {part.year}
            <span className="ink-3 num">{t("photos", { count: part.photos.length })}</span>
          </h2>
          <PhotoGrid
            photos={part.photos}
            scroller={scroller}
            label={t("person.grid", { year: part.year })}
            name={(photo) => momentLong(photo.time, locale())}
            turn={null}
            active={active}
            onActive={setActive}
            onView={view}
          />
        </section>
      ))}
    </div>
  );
}
