import { useEffect, useState } from "react";
import { type Catalogue, loadCatalogue } from "../i18n/catalogue.ts";
import type { Language } from "../i18n/Language.ts";

/** The sentences in the language that is wanted; those of the language before until they are here. */
export function useCatalogue(first: Catalogue, wanted: Language): Catalogue {
  const [catalogue, setCatalogue] = useState(first);
  useEffect(() => {
    let isCurrent = true;
    loadCatalogue(wanted).then(
      (loaded) => isCurrent && setCatalogue((known) => known.language === loaded.language ? known : loaded),
      // Out of reach: the page goes on in the language that it has.
      () => {},
    );
    return () => {
      isCurrent = false;
    };
  }, [wanted]);
  return catalogue;
}
