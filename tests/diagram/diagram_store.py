"""A small store by hand, in the shape of docs/graph-model.md, with records that differ in what they say."""

from __future__ import annotations

from functools import cache

from pyoxigraph import RdfFormat, Store

from avggraph.query import OxigraphEngine

_GRAPH = """
PREFIX avg: <https://w3id.org/avggraph/def#>
PREFIX avgc: <https://w3id.org/avggraph/concept/persoonsgegevens/>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX dpcat: <https://w3id.org/dpcat#>
PREFIX dpv: <https://w3id.org/dpv#>
PREFIX gdpr: <https://w3id.org/dpv/legal/eu/gdpr#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX tooi: <https://identifier.overheid.nl/tooi/id/ministerie/>
BASE <https://avggraph.example/>
"""

_ORGANISATIONS = """
GRAPH <graph/organisaties> {
    tooi:mnre1013 a org:Organization ; skos:prefLabel "Ministerie van Buitenlandse Zaken"@nl ;
        avg:ministry tooi:mnre1013 .
    tooi:mnre1034 a org:Organization ;
        skos:prefLabel "Ministerie van Binnenlandse Zaken en Koninkrijksrelaties"@nl ;
        avg:ministry tooi:mnre1034 .
    <id/organisatie/ssc-ict> a org:Organization ; skos:prefLabel "SSC-ICT"@nl ; avg:ministry tooi:mnre1034 .
    <id/organisatie/hoster> a org:Organization ; skos:prefLabel "Rekencentrum"@nl .
    <id/organisatie/ambassade> a org:OrganizationalUnit ; skos:prefLabel "Ambassade"@nl ; org:unitOf tooi:mnre1013 .
    <id/organisatie/dcv> a org:OrganizationalUnit ; org:unitOf tooi:mnre1013 ;
        skos:prefLabel "Directie Consulaire Zaken en Visumbeleid"@nl .
}
GRAPH <graph/begrippen> {
    avgc:naam a skos:Concept , dpv:PersonalData ; skos:prefLabel "naam"@nl , "name"@en .
    avgc:e-mailadres a skos:Concept , dpv:PersonalData ; skos:prefLabel "e-mailadres"@nl , "e-mail address"@en .
    avgc:gezondheid a skos:Concept , dpv:SpecialCategoryPersonalData ;
        skos:prefLabel "gezondheid"@nl , "health"@en .
    avgc:strafrechtelijk a skos:Concept , dpv:PersonalData ; skos:prefLabel "strafrechtelijke gegevens"@nl .
    avgc:veroordeling a skos:Concept , dpv:PersonalData ; skos:broader avgc:strafrechtelijk ;
        skos:prefLabel "veroordeling"@nl .
    <https://w3id.org/avggraph/concept/grondslagen/algemeen-belang> skos:exactMatch gdpr:A6-1-e ;
        skos:prefLabel "taak van algemeen belang"@nl , "task in the public interest"@en .
    avgc:bsn a skos:Concept , dpv:PersonalData ; skos:prefLabel "burgerservicenummer"@nl .
}
"""

_FULL = """
GRAPH <graph/rijksoverheid/m4089> {
    <id/rijksoverheid/verwerking/m4089> a dpcat:ROPARecord , dcat:Dataset , dpv:PersonalDataProcess ;
        dct:identifier "M4089" ; dct:title "Contactcenter in het buitenland"@nl ;
        dpv:hasDataController tooi:mnre1013 ; avg:ministry tooi:mnre1013 ;
        dpv:hasResponsibleEntity <id/organisatie/dcv> ;
        dpv:hasPurpose <id/rijksoverheid/doel/m4089-1> , <id/rijksoverheid/doel/m4089-2> ;
        dpv:hasProcess <id/rijksoverheid/gegevens/m4089-1> , <id/rijksoverheid/gegevens/m4089-2> ,
            <id/rijksoverheid/gegevens/m4089-10> ;
        dpv:hasRecipient <id/rijksoverheid/ontvanger/m4089-1> , <id/organisatie/ssc-ict> , <id/organisatie/ambassade> ;
        dpv:hasDataProcessor <id/organisatie/ssc-ict> ;
        dpv:isImplementedUsingTechnology <id/systeem/cic> ;
        avg:recipientsText "De medewerkers, SSC-ICT (verwerker) en de ambassade."@nl ;
        avg:transferOutsideEU avg:No ;
        dpv:hasPersonalData avgc:naam , avgc:e-mailadres , avgc:gezondheid , avgc:veroordeling , avgc:bsn ;
        prov:wasDerivedFrom <doc/bron/abc> .
    <doc/bron/abc> a avg:SourceDocument ; avg:fileName "m4089.txt" .
    <id/systeem/cic> a dpv:Technology ; skos:prefLabel "CIC"@nl .
    <id/rijksoverheid/doel/m4089-1> a dpv:Purpose ; dct:description "Consulaire dienstverlening aan de klant."@nl ;
        dpv:hasLegalBasis gdpr:A6-1-e ; avg:legalBasisText "Taak van algemeen belang"@nl ;
        avg:samePurposeAs <id/rijksoverheid/doel/m4089-g1> .
    <id/rijksoverheid/doel/m4089-2> a dpv:Purpose ; dct:description "Verbeteren van het contactcenter"@nl ;
        avg:legalBasisText "Belang van de organisatie"@nl .
    <id/rijksoverheid/doel/m4089-g1> avg:samePurposeAs <id/rijksoverheid/doel/m4089-1> .
    <id/rijksoverheid/doel/m4089-g1> a dpv:Purpose ; dct:description "Consulaire dienstverlening aan de klant"@nl .
    <id/rijksoverheid/doel/m4089-g2> a dpv:Purpose ; dct:description "Doorverbinden van bijzondere gevallen"@nl .
    <id/rijksoverheid/doel/m4089-g10> a dpv:Purpose ; dct:description "Coaching en klachtafhandeling"@nl .
    <id/rijksoverheid/betrokkene/m4089-1> a dpv:DataSubject ; skos:prefLabel "Klanten met een hulpvraag"@nl .
    <id/rijksoverheid/betrokkene/m4089-2> a dpv:DataSubject ; skos:prefLabel "klanten met een hulpvraag."@nl .
    <id/rijksoverheid/betrokkene/m4089-3> a dpv:DataSubject ;
        skos:prefLabel "Medewerkers van het contactcenter"@nl .
    <id/rijksoverheid/bewaartermijn/m4089-1> a dpv:StorageDuration ;
        skos:prefLabel "Gegevens worden 1 jaar bewaard"@nl .
    <id/rijksoverheid/bron/m4089-1> a dpv:DataSource ; skos:prefLabel "Opgenomen gesprekken"@nl .
    <id/rijksoverheid/ontvanger/m4089-1> a dpv:Recipient , avg:Group ;
        skos:prefLabel "medewerkers van het contactcenter"@nl .
    <id/rijksoverheid/gegevens/m4089-1> a dpv:PersonalDataProcess ;
        dct:isPartOf <id/rijksoverheid/verwerking/m4089> ;
        dpv:hasDataSubject <id/rijksoverheid/betrokkene/m4089-1> ;
        dpv:hasPersonalData avgc:naam , avgc:e-mailadres , avgc:bsn ;
        dpv:hasPurpose <id/rijksoverheid/doel/m4089-g1> ;
        dpv:hasStorageCondition <id/rijksoverheid/bewaartermijn/m4089-1> ;
        avg:sourceText "Klant"@nl ; avg:retentionText "Gegevens worden 1 jaar bewaard"@nl ;
        prov:wasQuotedFrom <doc/bron/abc#char=0,5> , <doc/bron/abc#char=6,36> , <doc/bron/abc#char=37,43> ;
        dpv:hasDataSource dpv:DataSubjectDataSource .
    <id/rijksoverheid/gegevens/m4089-2> a dpv:PersonalDataProcess ;
        dct:isPartOf <id/rijksoverheid/verwerking/m4089> ;
        dpv:hasDataSubject <id/rijksoverheid/betrokkene/m4089-2> ;
        dpv:hasPersonalData avgc:gezondheid , avgc:veroordeling ;
        dpv:hasPurpose <id/rijksoverheid/doel/m4089-g2> ;
        dpv:hasStorageCondition <id/rijksoverheid/bewaartermijn/m4089-1> ;
        dpv:hasDataSource dpv:DataSubjectDataSource .
    <id/rijksoverheid/gegevens/m4089-10> a dpv:PersonalDataProcess ;
        dct:isPartOf <id/rijksoverheid/verwerking/m4089> ;
        dpv:hasDataSubject <id/rijksoverheid/betrokkene/m4089-3> ;
        avg:personalDataText "data omtrent performance"@nl ;
        dpv:hasPurpose <id/rijksoverheid/doel/m4089-g10> ; dpv:hasDataSource <id/rijksoverheid/bron/m4089-1> .
}
GRAPH <graph/stromen> {
    <id/rijksoverheid/stroom/m4089-1> a avg:Flow ; avg:inRecord <id/rijksoverheid/verwerking/m4089> ;
        avg:kind avg:Collection ;
        avg:from <id/rijksoverheid/betrokkene/m4089-1> ; avg:to tooi:mnre1013 ; dpv:hasPersonalData avgc:naam .
    <id/rijksoverheid/stroom/m4089-2> a avg:Flow ; avg:inRecord <id/rijksoverheid/verwerking/m4089> ;
        avg:kind avg:InternalUse ;
        avg:from tooi:mnre1013 ; avg:to <id/rijksoverheid/ontvanger/m4089-1> ;
        dpv:hasPersonalData avgc:naam , avgc:bsn .
    <id/rijksoverheid/stroom/m4089-3> a avg:Flow ; avg:inRecord <id/rijksoverheid/verwerking/m4089> ;
        avg:kind avg:ProcessingOnBehalf ; avg:from tooi:mnre1013 ; avg:to <id/organisatie/ssc-ict> ;
        avg:viaSystem <id/systeem/cic> ; prov:wasQuotedFrom <doc/bron/abc#char=44,63> ;
        dpv:hasPersonalData avgc:naam , avgc:e-mailadres .
    <id/rijksoverheid/stroom/m4089-4> a avg:Flow ; avg:inRecord <id/rijksoverheid/verwerking/m4089> ;
        avg:kind avg:SubProcessing ; avg:from <id/organisatie/ssc-ict> ; avg:to <id/organisatie/hoster> .
}
"""

_SILENT = """
GRAPH <graph/rijksoverheid/m17> {
    <id/rijksoverheid/verwerking/m17> a dpcat:ROPARecord ; dct:identifier "M17" ;
        dpv:hasProcess <id/rijksoverheid/gegevens/m17-1> .
    <id/rijksoverheid/gegevens/m17-1> a dpv:PersonalDataProcess ; dct:isPartOf <id/rijksoverheid/verwerking/m17> ;
        dpv:hasDataSubject <id/rijksoverheid/betrokkene/m17-1> .
    <id/rijksoverheid/betrokkene/m17-1> a dpv:DataSubject ; skos:prefLabel "Bezoekers"@nl .
}
GRAPH <graph/rijksoverheid/m18> {
    <id/rijksoverheid/verwerking/m18> a dpcat:ROPARecord ; dct:identifier "M18" ;
        dct:title "Bezoekersregistratie"@nl ;
        dpv:hasDataController <id/organisatie/ssc-ict> ; avg:ministry tooi:mnre1034 ;
        avg:recipientsText "Geen."@nl ; avg:transferOutsideEU avg:Yes ; avg:transferText "Zwitserland"@nl .
}
GRAPH <graph/rijksoverheid/m19> {
    <id/rijksoverheid/verwerking/m19> a dpcat:ROPARecord ; dct:identifier "M19" ; dct:title "Dubbel"@nl .
    <id/rijksoverheid/verwerking/m19-2> a dpcat:ROPARecord ; dct:identifier "M19" ; dct:title "Nog een"@nl .
}
"""


TEXTS = {"https://avggraph.example/doc/bron/abc": "Klant\nGegevens worden 1 jaar bewaard\nHeider\nSSC-ICT (verwerker)"}
"""The text of the source document that spans of the store point into."""


@cache
def filled_store() -> OxigraphEngine:
    """Give the store with an engine; tests only read it."""
    filled = Store()
    filled.load(f"{_GRAPH}{_ORGANISATIONS}{_FULL}{_SILENT}".encode(), format=RdfFormat.TRIG)
    return OxigraphEngine(filled)
