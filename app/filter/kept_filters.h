#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace tapscope {

/// The filters of one kind that a user used or named, kept in the settings from run to run. GUI's thread.
class KeptFilters final : public QObject {
    Q_OBJECT

public:
    struct Bookmark {
        QString name, filter;
    };

    /// `kind` is the group in the settings: "fieldFilter", "captureFilter".
    explicit KeptFilters(QString kind, QObject* parent = nullptr);

    /// The last ones, the newest first, each once; at most 20.
    [[nodiscard]] QStringList recent() const;
    void remember(const QString& filter);
    void forgetRecent();
    /// Sorted by name.
    [[nodiscard]] std::vector<Bookmark> bookmarks() const;
    /// Replaces a bookmark of that name.
    void keep(const QString& name, const QString& filter);
    void remove(const QString& name);

private:
    QString kind_;
};

} // namespace tapscope
