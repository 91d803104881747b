import i18n from "i18next";
import { initReactI18next } from "react-i18next";

/** One file per feature is one namespace; a new language is a new folder beside `en`. */
const files = import.meta.glob<Record<string, unknown>>("./en/*.json", {
  eager: true,
  import: "default",
});

const english = Object.fromEntries(
  Object.entries(files).map(([path, words]) => [path.replace(/^.*\/|\.json$/g, ""), words]),
);

void i18n.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  defaultNS: "shell",
  ns: Object.keys(english),
  resources: { en: english },
  interpolation: { escapeValue: false },
  returnNull: false,
  showSupportNotice: false,
});

/**
 * The locale for dates and numbers: the person's own when it is the language of the words,
 * so an English page says 17 August in Britain and August 17 in America.
 */
export function locale(): string {
  const own = navigator.languages.find((tag) => tag.split("-")[0] === i18n.language);
  return own ?? (i18n.language === "en" ? "en-GB" : i18n.language);
}

export { i18n };
