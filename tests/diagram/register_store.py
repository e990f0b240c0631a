"""A small register by hand, in the shape of docs/graph-model.md: four records whose parties meet in SSC-ICT."""

from __future__ import annotations

from functools import cache

from pyoxigraph import RdfFormat, Store

from avggraph.query import OxigraphEngine

_GRAPH = """
PREFIX avg: <https://w3id.org/avggraph/def#>
PREFIX avgc: <https://w3id.org/avggraph/concept/persoonsgegevens/>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX dpcat: <https://w3id.org/dpcat#>
PREFIX dpv: <https://w3id.org/dpv#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX tooi: <https://identifier.overheid.nl/tooi/id/ministerie/>
BASE <https://avggraph.example/>

GRAPH <graph/organisaties> {
    tooi:mnre1013 a org:Organization ; skos:prefLabel "ministerie van Buitenlandse Zaken"@nl ;
        skos:altLabel "BZ"@nl ; avg:ministry tooi:mnre1013 .
    tooi:mnre1058 a org:Organization ; skos:prefLabel "ministerie van Justitie en Veiligheid"@nl ;
        skos:altLabel "JenV"@nl ; avg:ministry tooi:mnre1058 .
    tooi:mnre1034 a org:Organization ; skos:prefLabel "ministerie van Binnenlandse Zaken"@nl ;
        skos:altLabel "BZK"@nl ; avg:ministry tooi:mnre1034 .
    <id/ssc> a org:OrganizationalUnit ; skos:prefLabel "SSC-ICT"@nl ; avg:ministry tooi:mnre1034 ;
        org:unitOf tooi:mnre1034 .
    <id/beheer> a org:OrganizationalUnit ; skos:prefLabel "Afdeling Beheer"@nl ; avg:ministry tooi:mnre1034 ;
        org:unitOf <id/ssc> .
    <id/dji> a org:OrganizationalUnit ; skos:prefLabel "DJI"@nl ; avg:ministry tooi:mnre1058 ;
        org:unitOf tooi:mnre1058 .
    <id/hoster> a org:Organization ; skos:prefLabel "Rekencentrum"@nl .
    <id/politie> a org:Organization ; skos:prefLabel "Politie"@nl .
    <id/stil> a org:Organization ; skos:prefLabel "Stille organisatie"@nl .
    <id/visum> a dpv:Technology ; skos:prefLabel "Visumsysteem"@nl .
    <id/dubbel1> a org:Organization ; skos:prefLabel "Dubbel"@nl .
    <id/dubbel2> a org:Organization ; skos:prefLabel "Dubbel"@nl .
}
GRAPH <graph/begrippen> {
    avgc:naam a dpv:PersonalData ; skos:prefLabel "naam"@nl , "name"@en .
    avgc:bsn a dpv:PersonalData ; skos:prefLabel "burgerservicenummer"@nl .
    avgc:gezondheid a dpv:SpecialCategoryPersonalData ; skos:prefLabel "gezondheid"@nl , "health"@en .
    avgc:strafrechtelijk a dpv:PersonalData ; skos:prefLabel "strafrechtelijke gegevens"@nl .
    avgc:vonnis a dpv:PersonalData ; skos:broader avgc:strafrechtelijk ; skos:prefLabel "vonnis"@nl .
}
GRAPH <graph/m1> {
    <id/m1> a dpcat:ROPARecord ; dct:identifier "M1" .
    <id/m1-reizigers> a dpv:DataSubject ; skos:prefLabel "Reizigers"@nl .
    <id/s/m1-1> avg:inRecord <id/m1> ; avg:kind avg:Collection ; avg:from <id/m1-reizigers> ; avg:to tooi:mnre1013 ;
        avg:toMinistry tooi:mnre1013 ; dpv:hasPersonalData avgc:naam .
    <id/s/m1-2> avg:inRecord <id/m1> ; avg:kind avg:ProcessingOnBehalf ; avg:from tooi:mnre1013 ; avg:to <id/ssc> ;
        avg:fromMinistry tooi:mnre1013 ; avg:toMinistry tooi:mnre1034 ; avg:viaSystem <id/visum> ;
        dpv:hasPersonalData avgc:naam , avgc:bsn .
}
GRAPH <graph/m2> {
    <id/m2> a dpcat:ROPARecord ; dct:identifier "M2" .
    <id/m2-bron> a dpv:DataSource ; skos:prefLabel "de politie"@nl ; avg:mentions <id/politie> .
    <id/m2-staf> a avg:Group ; skos:prefLabel "Medewerkers Detentie"@nl .
    <id/s/m2-1> avg:inRecord <id/m2> ; avg:kind avg:Collection ; avg:from <id/m2-bron> ; avg:to tooi:mnre1058 ;
        avg:toMinistry tooi:mnre1058 ; dpv:hasPersonalData avgc:vonnis .
    <id/s/m2-2> avg:inRecord <id/m2> ; avg:kind avg:ProcessingOnBehalf ; avg:from tooi:mnre1058 ; avg:to <id/ssc> ;
        avg:fromMinistry tooi:mnre1058 ; avg:toMinistry tooi:mnre1034 ; dpv:hasPersonalData avgc:gezondheid .
    <id/s/m2-3> avg:inRecord <id/m2> ; avg:kind avg:InternalUse ; avg:from tooi:mnre1058 ; avg:to <id/m2-staf> ;
        avg:fromMinistry tooi:mnre1058 .
    <id/s/m2-4> avg:inRecord <id/m2> ; avg:kind avg:Disclosure ; avg:from tooi:mnre1058 ; avg:to tooi:mnre1013 ;
        avg:fromMinistry tooi:mnre1058 ; avg:toMinistry tooi:mnre1013 ; dpv:hasPersonalData avgc:vonnis .
    <id/s/m2-5> avg:inRecord <id/m2> ; avg:kind avg:SubProcessing ; avg:from <id/ssc> ; avg:to <id/hoster> ;
        avg:fromMinistry tooi:mnre1034 ; dpv:hasPersonalData avgc:gezondheid .
    <id/s/m2-6> avg:inRecord <id/m2> ; avg:kind avg:Disclosure ; avg:from tooi:mnre1058 ; avg:to <id/politie> ;
        avg:fromMinistry tooi:mnre1058 .
    <id/s/m2-7> avg:inRecord <id/m2> ; avg:kind avg:Disclosure ; avg:from tooi:mnre1058 ; avg:to <id/dji> ;
        avg:fromMinistry tooi:mnre1058 ; avg:toMinistry tooi:mnre1058 ; dpv:hasPersonalData avgc:vonnis .
}
GRAPH <graph/m3> {
    <id/m3> a dpcat:ROPARecord ; dct:identifier "M3" .
    <id/m3-land> a avg:Group ; skos:prefLabel "Zwitserland"@nl .
    <id/s/m3-1> avg:inRecord <id/m3> ; avg:kind avg:ProcessingOnBehalf ; avg:from tooi:mnre1013 ; avg:to <id/ssc> ;
        avg:fromMinistry tooi:mnre1013 ; avg:toMinistry tooi:mnre1034 ; avg:viaSystem <id/visum> ;
        dpv:hasPersonalData avgc:naam .
    <id/s/m3-2> avg:inRecord <id/m3> ; avg:kind avg:Disclosure ; avg:from tooi:mnre1013 ; avg:to <id/beheer> ;
        avg:fromMinistry tooi:mnre1013 ; avg:toMinistry tooi:mnre1034 ; dpv:hasPersonalData avgc:naam .
    <id/s/m3-3> avg:inRecord <id/m3> ; avg:kind avg:ThirdCountryTransfer ; avg:from tooi:mnre1013 ;
        avg:to <id/m3-land> ; avg:fromMinistry tooi:mnre1013 ; dpv:hasPersonalData avgc:naam .
    <id/s/m3-4> avg:inRecord <id/m3> ; avg:kind avg:Disclosure ; avg:from tooi:mnre1013 ; avg:to <id/politie> ;
        avg:fromMinistry tooi:mnre1013 ; dpv:hasPersonalData avgc:naam .
}
GRAPH <graph/m4> {
    <id/m4> a dpcat:ROPARecord .
    <id/s/m4-1> avg:inRecord <id/m4> ; avg:kind avg:Disclosure ; avg:from <id/ssc> ; avg:to <id/beheer> ;
        avg:fromMinistry tooi:mnre1034 ; avg:toMinistry tooi:mnre1034 ; dpv:hasPersonalData avgc:bsn .
}
"""


@cache
def register_engine() -> OxigraphEngine:
    """Give an engine on the register; tests only read it."""
    store = Store()
    store.load(_GRAPH.encode(), format=RdfFormat.TRIG)
    return OxigraphEngine(store)
