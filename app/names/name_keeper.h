#pragma once

#include <QObject>
#include <QTimer>

#include <names/name_book.h>

#include <filesystem>
#include <stop_token>

namespace tapscope {

class CurrentCapture;

/// Collects the names for the shown capture, as far as name resolution is switched on, and sets them in the capture.
/// Tables are read when they are first needed, and names from frames are collected while frames arrive, on other
/// threads. It sends no queries to the network. GUI thread.
class NameKeeper final : public QObject {
    Q_OBJECT

public:
    explicit NameKeeper(CurrentCapture& capture, QObject* parent = nullptr);
    ~NameKeeper() override;

    [[nodiscard]] const NameSwitches& switches() const noexcept { return switches_; }
    /// Switching host names on collects them again, so a changed hosts file is read again.
    void setSwitches(const NameSwitches& switches);
    /// The store has grown.
    void proceed();
    /// Whether the capture has all names that are known for the frames that exist now.
    [[nodiscard]] bool isComplete() const;
    /// The user's own hosts file, in the format of hosts(5). It need not exist.
    [[nodiscard]] static std::filesystem::path userHostsFile();

signals:
    void noted(const QString& text);

private:
    void takeCapture();
    void readTables();
    void readVendors();
    void readServices();
    void forgetHosts();
    void collectHosts();
    void publish();

    CurrentCapture& capture_;
    NameSwitches switches_;
    NameBook::Tables tables_;
    std::shared_ptr<const void> store_; ///< the store that the host names are from
    quint64 collected_ = 0;             ///< the last of its frames that was examined
    bool isCollecting_ = false;
    int tablesBeingRead_ = 0;
    std::stop_source stop_; ///< stops the collecting
    QTimer later_;
};

} // namespace tapscope
