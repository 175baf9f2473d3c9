"""tls.py - certificates for the tests: an authority of their own, and servers that it vouches for."""
import os
import ssl
import subprocess


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True, timeout=60)


class Authority:
    """A folder with ca.pem, and server contexts signed by it."""

    def __init__(self, folder):
        self.folder, self.ca_file = folder, os.path.join(folder, "ca.pem")
        self.key = os.path.join(folder, "ca.key")
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=tests", "-keyout", self.key, "-out", self.ca_file)

    def files(self, name, more="", days=2):
        """A certificate and its key for `name` ("IP:127.0.0.1" or "DNS:mail.example")."""
        base = os.path.join(self.folder, name.replace(":", "-") + more)
        with open(base + ".ext", "w", encoding="ascii") as extensions:
            extensions.write(f"subjectAltName={name}\n")
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=server",
                "-keyout", base + ".key", "-out", base + ".csr")
        openssl("x509", "-req", "-in", base + ".csr", "-CA", self.ca_file, "-CAkey", self.key, "-CAcreateserial",
                "-days", str(days), "-extfile", base + ".ext", "-out", base + ".pem")
        return base + ".pem", base + ".key"

    def self_signed(self, name):
        """A context whose certificate nobody vouches for."""
        base = os.path.join(self.folder, "self-signed")
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=server", "-addext", f"subjectAltName={name}", "-keyout", base + ".key", "-out", base + ".pem")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(base + ".pem", base + ".key")
        return context

    def context(self, name, maximum=None, days=2):
        """A server's context for a name."""
        cert, key = self.files(name, f"{maximum or ''}{days}", days)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        if maximum is not None:
            context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
            context.maximum_version = maximum
            context.set_ciphers("ALL:@SECLEVEL=0")
        return context
