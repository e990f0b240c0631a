"""A small register by hand, in the shape of docs/graph-model.md: four records whose parties meet in SSC-ICT.

The wider register has four more, which say who is responsible within a controller, and on which words flows rest.
"""

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


_PREFIXES = _GRAPH[: _GRAPH.index("GRAPH")]
_FORM = "van persoonsgegevens aan één of meer landen buiten de Europese Unie of aan een internationale organisatie"

_WIDER = f"""{_PREFIXES}
PREFIX prov: <http://www.w3.org/ns/prov#>

GRAPH <graph/organisaties> {{
    <id/loket> a org:OrganizationalUnit ; skos:prefLabel "Loket"@nl ; avg:ministry tooi:mnre1034 ;
        org:unitOf tooi:mnre1034 .
    <id/balie> a org:OrganizationalUnit ; skos:prefLabel "Afdeling Balie"@nl ; org:unitOf <id/loket> .
    <id/visa> a org:OrganizationalUnit ; skos:prefLabel "Directie Visa"@nl ; avg:ministry tooi:mnre1013 ;
        org:unitOf tooi:mnre1013 .
    <id/zaken> a dpv:Technology ; skos:prefLabel "Zaaksysteem"@nl .
}}
GRAPH <graph/m5> {{
    <id/m5> a dpcat:ROPARecord ; dct:identifier "M5" ; dpv:hasDataController tooi:mnre1034 ;
        dpv:hasResponsibleEntity <id/loket> , <id/balie> ; avg:hasControllerEntry <id/m5-1> .
    <id/m5-1> dpv:hasDataController tooi:mnre1034 ; dpv:hasResponsibleEntity <id/loket> .
    <id/m5-burgers> a dpv:DataSubject ; skos:prefLabel "Burgers"@nl .
    <id/m5-staf> a avg:Group ; skos:prefLabel "Medewerkers van de balie"@nl ; org:unitOf <id/loket> .
    <id/m5-deel> a avg:Group ; skos:prefLabel "SSC-ICT, bij storing"@nl ; org:unitOf <id/ssc> .
    <id/m5-land> a avg:Group ; skos:prefLabel "Er is sprake van doorgifte {_FORM}."@nl .
    <id/s/m5-1> avg:inRecord <id/m5> ; avg:kind avg:Collection ; avg:from <id/m5-burgers> ; avg:to tooi:mnre1034 ;
        avg:toMinistry tooi:mnre1034 ; dpv:hasPersonalData avgc:naam ;
        prov:wasQuotedFrom <doc/bron/m5#char=13,17> , <doc/bron/m5#char=0,7> .
    <id/s/m5-2> avg:inRecord <id/m5> ; avg:kind avg:Disclosure ; avg:from tooi:mnre1034 ; avg:to <id/politie> ;
        avg:fromMinistry tooi:mnre1034 ; avg:viaSystem <id/zaken> ; dpv:hasPersonalData avgc:naam ;
        prov:wasQuotedFrom <doc/bron/m5#char=21,28> .
    <id/s/m5-3> avg:inRecord <id/m5> ; avg:kind avg:InternalUse ; avg:from tooi:mnre1034 ; avg:to <id/m5-staf> ;
        avg:fromMinistry tooi:mnre1034 ; avg:matchedBy "staff: medewerkers" .
    <id/s/m5-4> avg:inRecord <id/m5> ; avg:kind avg:InternalUse ; avg:from tooi:mnre1034 ; avg:to <id/m5-deel> ;
        avg:fromMinistry tooi:mnre1034 ; avg:matchedBy "part of the controller: SSC-ICT" .
    <id/s/m5-5> avg:inRecord <id/m5> ; avg:kind avg:ThirdCountryTransfer ; avg:from tooi:mnre1034 ;
        avg:to <id/m5-land> ; avg:fromMinistry tooi:mnre1034 .
}}
GRAPH <graph/m6> {{
    <id/m6> a dpcat:ROPARecord ; dct:identifier "M6" ; dpv:hasDataController tooi:mnre1013 , tooi:mnre1058 ;
        dpv:hasResponsibleEntity <id/visa> ; avg:hasControllerEntry <id/m6-1> , <id/m6-2> .
    <id/m6-1> dpv:hasDataController tooi:mnre1013 ; dpv:hasResponsibleEntity <id/visa> .
    <id/m6-2> dpv:hasDataController tooi:mnre1058 .
    <id/m6-land> a avg:Group ; skos:prefLabel "Er is wel sprake van doorgifte {_FORM}. Interpol krijgt ze."@nl .
    <id/s/m6-1> avg:inRecord <id/m6> ; avg:kind avg:Disclosure ; avg:from tooi:mnre1013 ; avg:to <id/politie> ;
        avg:fromMinistry tooi:mnre1013 ; prov:wasQuotedFrom <doc/bron/m6#char=0,10> .
    <id/s/m6-2> avg:inRecord <id/m6> ; avg:kind avg:Disclosure ; avg:from tooi:mnre1058 ; avg:to <id/politie> ;
        avg:fromMinistry tooi:mnre1058 .
    <id/s/m6-3> avg:inRecord <id/m6> ; avg:kind avg:ThirdCountryTransfer ; avg:from tooi:mnre1013 ;
        avg:to <id/m6-land> ; avg:fromMinistry tooi:mnre1013 .
}}
GRAPH <graph/m7> {{
    <id/m7> a dpcat:ROPARecord , avg:ProcessorRecord ; dct:identifier "M7" ; dpv:hasDataController tooi:mnre1013 ;
        dpv:hasResponsibleEntity <id/loket> .
    <id/s/m7-1> avg:inRecord <id/m7> ; avg:kind avg:SubProcessing ; avg:from tooi:mnre1013 ; avg:to <id/hoster> ;
        avg:fromMinistry tooi:mnre1013 .
}}
GRAPH <graph/m8> {{
    <id/m8> a dpcat:ROPARecord ; dct:identifier "M8" ; dpv:hasDataController tooi:mnre1034 ;
        dpv:hasResponsibleEntity <id/balie> .
    <id/s/m8-1> avg:inRecord <id/m8> ; avg:kind avg:Disclosure ; avg:from tooi:mnre1034 ; avg:to <id/politie> ;
        avg:fromMinistry tooi:mnre1034 ; dpv:hasPersonalData avgc:bsn ; prov:wasQuotedFrom <doc/bron/m8#char=0,10> .
}}
"""

TEXTS = {
    "https://avggraph.example/doc/bron/m5": "Burgers zelf naam en politie",
    "https://avggraph.example/doc/bron/m8": "De politie krijgt alles",
}


@cache
def wider_engine() -> OxigraphEngine:
    """Give an engine on the wider register; tests only read it."""
    store = Store()
    for graph in (_GRAPH, _WIDER):
        store.load(graph.encode(), format=RdfFormat.TRIG)
    return OxigraphEngine(store)


@cache
def register_engine() -> OxigraphEngine:
    """Give an engine on the register; tests only read it."""
    store = Store()
    store.load(_GRAPH.encode(), format=RdfFormat.TRIG)
    return OxigraphEngine(store)
