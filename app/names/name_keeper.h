#pragma once

#include <QObject>
#include <QTimer>

#include <names/name_book.h>

#include <filesystem>
#include <stop_token>

namespace tapscope {

class CurrentCapture;

/// Collects the names of the capture that is shown, as far as they are wanted, and sets them in it. Tables are read
/// when they are wanted for the first time, and names from frames are collected while frames arrive, all on other
/// threads. Nothing asks the network. GUI's thread.
class NameKeeper final : public QObject {
    Q_OBJECT

public:
    explicit NameKeeper(CurrentCapture& capture, QObject* parent = nullptr);
    ~NameKeeper() override;

    [[nodiscard]] const NameSwitches& switches() const noexcept { return switches_; }
    /// Hosts that are switched on are collected anew, so that a changed file of hosts is read again.
    void setSwitches(const NameSwitches& switches);
    /// The store has grown.
    void proceed();
    /// The user's own file of hosts, in the format of hosts(5). It need not exist.
    [[nodiscard]] static std::filesystem::path userHostsFile();

signals:
    void noted(const QString& text);

private:
    void takeCapture();
    void readTables();
    void readMakers();
    void readServices();
    void forgetHosts();
    void collectHosts();
    void publish();

    CurrentCapture& capture_;
    NameSwitches switches_;
    NameBook::Tables tables_;
    std::shared_ptr<const void> store_; ///< the one that the names of hosts are from
    quint64 collected_ = 0;             ///< the last of its frames that was examined
    bool isCollecting_ = false;
    std::stop_source stop_; ///< of collecting
    QTimer later_;
};

} // namespace tapscope
