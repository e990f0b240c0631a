"""Remote: one polite way to a server of the user's choice, which never hangs and says what went wrong."""

from avggraph.remote.address import Address
from avggraph.remote.client import Client
from avggraph.remote.credentials import Credentials, Password, Token, credentials_for
from avggraph.remote.message import Body, Request, Response

__all__ = [
    "Address",
    "Body",
    "Client",
    "Credentials",
    "Password",
    "Request",
    "Response",
    "Token",
    "credentials_for",
]
