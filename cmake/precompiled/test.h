// What nearly every test includes, but QTest: it depends on macros that differ from folder to folder.
#include "core.h"

#include <decode/dissector.h>
#include <plugin/plugin_host.h>
#include <store/file_store.h>
#include <store/frame_reader.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
