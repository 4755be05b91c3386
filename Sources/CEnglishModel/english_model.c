#include "english_model.h"

// The compiler puts the file into the read-only data as it is (C23 #embed); aligned for loads of whole words.
static const _Alignas(64) unsigned char model[] = {
#embed "english.model"
};

const void *onrecord_english_model(void) { return model; }

size_t onrecord_english_model_size(void) { return sizeof(model); }
