#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace tapscope::test {

/// What a program printed and how it ended.
struct Ran {
    int status = -1;
    QByteArray out, err;
};

/// Runs a program to its end, at most 30 s.
Ran run(const QString& program, const QStringList& arguments);

/// `ip -d -j -s ARGUMENT…`: what iproute2 says, as an independent witness of what we did.
QJsonArray ip(const QStringList& arguments);

/// `ip -d -j -s address show dev NAME`; empty when there is no such device.
QJsonObject ipDevice(const QString& name);

/// The addresses of a device as "10.9.0.1/24", without link-local ones.
QStringList ipAddresses(const QString& name);

} // namespace tapscope::test
