#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

class QSettings;

namespace tapscope {

class Profiles;

/// A filter with a name.
struct FilterBookmark {
    QString name, filter;
};
/// Replaces the bookmarks of a kind.
void storeBookmarks(QSettings& settings, const QString& kind, const std::vector<FilterBookmark>& bookmarks);

/// The filters of one kind that a user used or named, kept in the settings from run to run. GUI's thread.
class KeptFilters final : public QObject {
    Q_OBJECT

public:
    using Bookmark = FilterBookmark;

    /// `kind` is the group in the settings: "fieldFilter", "captureFilter"; in those of the profile, or, without one,
    /// in the program's.
    explicit KeptFilters(QString kind, Profiles* profiles = nullptr, QObject* parent = nullptr);
    ~KeptFilters() override;

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
    [[nodiscard]] QSettings& settings() const;

    QString kind_;
    Profiles* profiles_;
    std::unique_ptr<QSettings> program_;
};

} // namespace tapscope
