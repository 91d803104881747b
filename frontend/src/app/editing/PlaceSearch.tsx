import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { looksLikePosition, parsePosition, positionWords } from "@/domain/editing/position";
import { tidy, type Place, type Position } from "@/domain/editing/values";
import { i18n, locale } from "@/i18n";
import { Combobox, type Option } from "@/ui";
import { useCompass } from "./compass";
import { placesQuery } from "./queries";

/** What was chosen: a place with where it lies, coordinates alone, or a name of one's own. */
export type Found =
  | { place: Place; position: Position }
  | { place: null; position: Position }
  | { place: string; position: null };

/** A line that finds places by name and takes coordinates; nothing is asked of the internet. */
export function PlaceSearch({ onFind }: { onFind: (found: Found) => void }) {
  const { t } = useTranslation("editing");
  const compass = useCompass();
  const [typed, setTyped] = useState("");
  const words = typed.trim();
  const numbers = looksLikePosition(words);
  const position = numbers ? parsePosition(words) : null;
  const places = useQuery({
    ...placesQuery(words, i18n.language),
    enabled: !numbers && words.length > 1,
  });
  const found = numbers || words.length < 2 ? [] : (places.data?.places ?? []);
  const own = tidy(words);

  const options: Option[] = [
    ...(position
      ? [
          {
            id: "at",
            content: t("place.at", { position: positionWords(position, locale(), compass) }),
          },
        ]
      : []),
    ...found.map(({ place }, index) => ({ id: String(index), content: place.sentence })),
    ...(own !== null && !numbers ? [{ id: "own", content: t("place.call", { name: own }) }] : []),
  ];
  const choose = (id: string) => {
    if (id === "at") {
      if (position) onFind({ place: null, position });
    } else if (id === "own") {
      if (own !== null) onFind({ place: own, position: null });
    } else {
      const one = found[Number(id)];
      if (!one) return;
      const { district, city, state, country, country_code } = one.place;
      onFind({
        place: { sublocation: district, city, state, country, country_code },
        position: [one.latitude, one.longitude],
      });
    }
  };
  return (
    <>
      <Combobox
        first
        label={t("place.search")}
        placeholder={t("place.search")}
        value={typed}
        onType={setTyped}
        options={options}
        onChoose={choose}
        onEnter={() => undefined}
        maxLength={300}
      />
      <p className="t-12 ink-3" role="status">
        {places.isError
          ? t("place.failed", { detail: places.error.message })
          : numbers && position === null
            ? t("place.noneAt")
            : words.length > 1 && !numbers && places.isSuccess && found.length === 0
              ? t("place.none")
              : words === ""
                ? t("place.hint")
                : ""}
      </p>
    </>
  );
}
