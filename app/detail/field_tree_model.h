#pragma once

#include <QAbstractItemModel>

#include <analysis/dissected_frame.h>

#include <memory>
#include <vector>

namespace tapscope {

class Theme;

/// The fields of one frame as a tree. The text of a line is made when it becomes visible. Independent of widgets.
class FieldTreeModel final : public QAbstractItemModel {
    Q_OBJECT

public:
    explicit FieldTreeModel(QObject* parent = nullptr);

    /// Shows a frame and keeps it alive; null shows nothing.
    void show(std::shared_ptr<const DissectedFrame> frame);
    [[nodiscard]] const std::shared_ptr<const DissectedFrame>& frame() const noexcept { return frame_; }
    void setTheme(const Theme* theme) { theme_ = theme; }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent) const override;
    [[nodiscard]] int columnCount(const QModelIndex&) const override { return 1; }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    [[nodiscard]] const FieldValue* field(const QModelIndex& index) const;
    [[nodiscard]] QString fieldName(const QModelIndex& index) const;
    [[nodiscard]] QString valueText(const QModelIndex& index) const;
    /// The frame that a field refers to, such as the frame with the response; 0 if it does not refer to a frame.
    [[nodiscard]] FrameNumber linkedFrame(const QModelIndex& index) const;
    /// The smallest field that contains this byte of a buffer (0 = the frame); an invalid index if no field does.
    [[nodiscard]] QModelIndex fieldAt(std::uint32_t offset, std::uint8_t buffer = 0) const;
    /// The whole tree as text.
    [[nodiscard]] QString asText() const;

private:
    [[nodiscard]] std::uint32_t node(const QModelIndex& index) const {
        return static_cast<std::uint32_t>(index.internalId());
    }
    [[nodiscard]] const std::vector<std::uint32_t>& childrenOf(const QModelIndex& parent) const;

    const Theme* theme_ = nullptr;
    std::shared_ptr<const DissectedFrame> frame_;
    std::vector<std::vector<std::uint32_t>> children_; ///< by field; the last entry is the root's
    std::vector<std::uint32_t> rowOf_;
};

} // namespace tapscope
