// What nearly every test includes, but QTest: it depends on macros that differ from folder to folder.
#include "core.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
