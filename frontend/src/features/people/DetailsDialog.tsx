import { useId, useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { monthOnly } from "@/domain/format";
import { locale } from "@/i18n";
import { Button, Dialog, Switch } from "@/ui";
import { called, details } from "./acts";
import type { Person } from "./answers";
import { birthdayOf, fieldsOf, type Birthday } from "./birthday";

const MONTHS = Array.from({ length: 12 }, (_, at) => at + 1);

/** When somebody was born, and whether they are remembered. */
export function DetailsDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation("people");
  const wrongId = useId();
  const [fields, setFields] = useState<Birthday>(() => fieldsOf(person.birthday));
  const [memorial, setMemorial] = useState(person.memorial);
  const [tried, setTried] = useState(false);
  const birthday = birthdayOf(fields);
  const wrong = tried && birthday === undefined;
  const save = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (birthday === undefined) return;
    onClose();
    if (birthday !== person.birthday || memorial !== person.memorial)
      void details(person, memorial, birthday);
  };
  const write = (part: Partial<Birthday>) => setFields({ ...fields, ...part });
  const said = wrong ? { "aria-invalid": true, "aria-describedby": wrongId } : {};
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("details.title", { name: called(person) })}
    >
      <form className="details" onSubmit={save}>
        <fieldset>
          <legend>{t("details.birthday")}</legend>
          <label className="field">
            <span>{t("details.day")}</span>
            <input
              className="input num"
              inputMode="numeric"
              maxLength={2}
              value={fields.day}
              onChange={(event) => write({ day: event.target.value })}
              {...said}
            />
          </label>
          <label className="field">
            <span>{t("details.month")}</span>
            <select
              className="input"
              value={fields.month}
              onChange={(event) => write({ month: event.target.value })}
              {...said}
            >
              <option value="" />
              {MONTHS.map((month) => (
                <option key={month} value={month}>
                  {monthOnly(200000 + month, locale())}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>{t("details.year")}</span>
            <input
              className="input num"
              inputMode="numeric"
              maxLength={4}
              value={fields.year}
              onChange={(event) => write({ year: event.target.value })}
              {...said}
            />
          </label>
        </fieldset>
        {wrong && (
          <p id={wrongId} className="t-12 ink-2" role="alert">
            {t("details.wrong")}
          </p>
        )}
        <Switch checked={memorial} onChange={setMemorial} label={t("details.memorial")}>
          {t("details.memorial")}
        </Switch>
        <p className="t-12 ink-3">{t("details.memorialWords")}</p>
        <div className="row">
          <Button onClick={onClose}>{t("details.cancel")}</Button>
          <Button look="primary" type="submit">
            {t("details.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
