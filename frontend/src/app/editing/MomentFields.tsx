import { useId } from "react";
import { useTranslation } from "react-i18next";
import { offsetName } from "@/domain/format";
import { clockText, dayText, FIRST_DAY, OFFSETS, type WrongMoment } from "@/domain/editing/moment";

/** A moment while it is typed. */
export interface Typed {
  day: string;
  clock: string;
  offset: number | null;
}

export const typedOf = (time: number, offset: number | null): Typed => ({
  day: dayText(time),
  clock: clockText(time),
  offset,
});

interface MomentFieldsProps {
  value: Typed;
  onChange: (value: Typed) => void;
  wrong: WrongMoment | null;
  /** Without it the zone is not asked for. */
  zone?: boolean;
}

/** A day, a time and a zone, and in words what is wrong with them. */
export function MomentFields({ value, onChange, wrong, zone = true }: MomentFieldsProps) {
  const { t } = useTranslation("editing");
  const id = useId();
  // A zone that is none of today's is offered as it is.
  const offsets =
    value.offset === null || OFFSETS.includes(value.offset)
      ? OFFSETS
      : [...OFFSETS, value.offset].sort((a, b) => a - b);
  const said = {
    "aria-invalid": wrong !== null,
    "aria-describedby": wrong === null ? undefined : `${id}-wrong`,
  };
  return (
    <>
      <div className="moment">
        <label className="field">
          <span>{t("date.day")}</span>
          <input
            type="date"
            className="input num"
            required
            min={FIRST_DAY}
            max="9999-12-31"
            value={value.day}
            onChange={(event) => onChange({ ...value, day: event.target.value })}
            {...said}
          />
        </label>
        <label className="field">
          <span>{t("date.clock")}</span>
          <input
            type="time"
            step={1}
            className="input num"
            value={value.clock}
            onChange={(event) => onChange({ ...value, clock: event.target.value })}
            {...said}
          />
        </label>
        {zone && (
          <label className="field zone">
            <span>{t("date.zone")}</span>
            <select
              className="input num"
              value={value.offset ?? ""}
              onChange={(event) =>
                onChange({
                  ...value,
                  offset: event.target.value === "" ? null : Number(event.target.value),
                })
              }
            >
              <option value="">{t("date.zoneUnknown")}</option>
              {offsets.map((offset) => (
                <option key={offset} value={offset}>
                  {offsetName(offset)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {wrong !== null && (
        <p id={`${id}-wrong`} className="t-12 ink-2" role="alert">
          {t(`date.wrong.${wrong}`)}
        </p>
      )}
    </>
  );
}
