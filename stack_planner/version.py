"""The version, alone in a file: the build and every workbook's stamp read it."""

VERSION = "0.1.0"
