#include "remote_machine.h"

#include "../background/background.h"
#include "../text/plain_text.h"

#include <QThreadPool>

#include <remote/machine_connection.h>

#include <utility>

namespace tapscope {

RemoteMachine::RemoteMachine(QThreadPool& pool, QObject* parent) : QObject(parent), pool_(pool) {}

RemoteMachine::~RemoteMachine() {
    stop_.request_stop();
    closeConnection();
}

/// A thread waits for the end of ssh.
void RemoteMachine::closeConnection() {
    if (connection_)
        pool_.start([connection = std::exchange(connection_, nullptr)] {});
}

void RemoteMachine::begin() {
    stop_ = {};
    ++request_;
    isBusy_ = true;
    emit changed();
}

void RemoteMachine::reach(const Machine& machine, const Settings& connection) {
    leave();
    begin();
    inBackground(
        this,
        [machine, connection, stop = stop_.get_token()]() -> Result<Reached> {
            auto far = tapscope::reach(machine, connection, stop);
            if (!far)
                return std::unexpected(far.error());
            Reached reached{.machine = std::move(*far), .devices = {}};
            if (!reached.machine.connection)
                return reached;
            auto devices = remoteConfiguration(reached.machine.connection, stop)->list();
            if (!devices)
                return std::unexpected(devices.error());
            reached.devices = std::move(*devices);
            return reached;
        },
        [this, request = request_](Result<Reached> reached) {
            if (request == request_)
                take(std::move(reached));
        },
        pool_);
}

void RemoteMachine::take(Result<Reached> reached) {
    isBusy_ = false;
    if (!reached) {
        emit changed();
        emit failed(plainText(reached.error().text()));
        return;
    }
    connection_ = std::move(reached->machine.connection);
    programs_ = std::move(reached->machine.report.programs);
    others_ = std::move(reached->machine.report.interfaces);
    std::erase_if(others_,
                  [&](const FarInterface& each) { return findDevice(reached->devices, each.name) != nullptr; });
    takeDevices(reached->devices);
}

void RemoteMachine::configure(Work work, Then then) {
    struct Done {
        Result<void> work;
        Result<std::vector<DeviceInfo>> devices;
    };
    begin();
    inBackground(
        this,
        [work = std::move(work), connection = connection_, stop = stop_.get_token()]() -> Done {
            const auto devices = remoteConfiguration(connection, stop);
            auto done = work(*devices);
            return {.work = std::move(done), .devices = devices->list()};
        },
        [this, request = request_, then = std::move(then)](const Done& done) {
            if (request != request_) {
                if (then)
                    then(tr("Cancelled"));
                return;
            }
            isBusy_ = false;
            if (done.devices)
                takeDevices(*done.devices);
            else // the connection has ended
                leave();
            const Error* const wrong = !done.work      ? &done.work.error()
                                       : !done.devices ? &done.devices.error()
                                                       : nullptr;
            const QString refusal = wrong == nullptr ? QString() : plainText(wrong->text());
            if (then)
                then(refusal);
            else if (!refusal.isEmpty())
                emit failed(refusal);
        },
        pool_);
}

void RemoteMachine::takeDevices(const std::vector<DeviceInfo>& devices) {
    interfaces_.clear();
    for (const DeviceInfo& device : devices)
        interfaces_.push_back(
            {.name = QString::fromStdString(device.name.text()), .isUp = device.isUp, .device = device});
    for (const FarInterface& each : others_)
        interfaces_.push_back({.name = QString::fromStdString(each.name), .isUp = each.isUp, .device = std::nullopt});
    emit changed();
    emit listed();
}

void RemoteMachine::leave() {
    stop_.request_stop();
    ++request_;
    isBusy_ = false;
    closeConnection();
    others_.clear();
    programs_.clear();
    interfaces_.clear();
    emit changed();
}

} // namespace tapscope
